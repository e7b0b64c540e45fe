#pragma once

#include "http/http.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

// What all connections share to keep the server usable under load. Private to this folder.
namespace http {

// Counts requests between head and answer, so that stop() can wait for them.
class Running {
public:
    void begin()
    {
        std::lock_guard lock(mutex_);
        ++count_;
    }
    void end()
    {
        std::lock_guard lock(mutex_);
        if (--count_ == 0) none_.notify_all();
    }
    void wait_for_none(std::chrono::seconds longest)
    {
        std::unique_lock lock(mutex_);
        none_.wait_for(lock, longest, [this] { return count_ == 0; });
    }

private:
    std::mutex mutex_;
    std::condition_variable none_;
    int count_ = 0;
};

// Something that waits for its client and can be told to give up its place.
class Guest {
public:
    virtual ~Guest() = default;
    // `ticket` is the one it got when it began to wait; nothing happens if it waits no more.
    virtual void give_way(std::uint64_t ticket) = 0;
};

// The connections without a whole request head, the one that waits longest first. When all places are taken it gives
// way, so that half-sent requests and idle connections cannot keep others out.
class Waiting {
public:
    std::uint64_t enter(std::weak_ptr<Guest> guest)
    {
        std::lock_guard lock(mutex_);
        guests_.emplace(++last_, std::move(guest));
        return last_;
    }
    void leave(std::uint64_t ticket)
    {
        std::lock_guard lock(mutex_);
        guests_.erase(ticket);
    }
    // False when nobody waits.
    bool dismiss_oldest()
    {
        std::shared_ptr<Guest> guest;
        std::uint64_t ticket = 0;
        {
            std::lock_guard lock(mutex_);
            while (!guest && !guests_.empty()) {
                ticket = guests_.begin()->first;
                guest = guests_.begin()->second.lock();
                guests_.erase(guests_.begin());
            }
        }
        if (guest) guest->give_way(ticket);
        return guest != nullptr;
    }

private:
    std::mutex mutex_;
    std::map<std::uint64_t, std::weak_ptr<Guest>> guests_;
    std::uint64_t last_ = 0;
};

// Open event streams by address.
class StreamCount {
public:
    explicit StreamCount(int most) : most_(most) {}
    bool enter(const std::string& peer)
    {
        std::lock_guard lock(mutex_);
        int& count = open_[peer];
        if (count >= most_) return false;
        ++count;
        return true;
    }
    void leave(const std::string& peer)
    {
        std::lock_guard lock(mutex_);
        if (auto found = open_.find(peer); found != open_.end() && --found->second == 0) open_.erase(found);
    }

private:
    std::mutex mutex_;
    std::map<std::string, int> open_;
    int most_;
};

} // namespace http
