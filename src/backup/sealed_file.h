#pragma once

#include "base/json.h"
#include "crypto/keyring.h"

#include <iosfwd>
#include <memory>

// A compressed and encrypted file whose end is authenticated (docs/formats/backup.md): a header line that anyone may
// read, then chunks. Cut short, lengthened, reordered or changed in any byte, it does not open.
namespace backup {

class SealedWriter {
public:
    // `header` is kept readable; format, suite, salt and key check are added to it.
    SealedWriter(std::ostream& out, const crypto::Keyring& keys, json::Object header);
    ~SealedWriter();
    void write(std::string_view bytes);
    // Ends the file; without it the file does not open.
    void finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

class SealedReader {
public:
    // Reads the header. Throws std::runtime_error in Chinese when it is no backup or `keys` are not those it was made with.
    SealedReader(std::istream& in, const crypto::Keyring& keys);
    ~SealedReader();
    const json::Object& header() const;
    // Exactly `size` bytes. Throws std::runtime_error in Chinese when a byte was changed or the file is cut short.
    std::string read(std::size_t size);
    // Throws unless everything was read and nothing follows.
    void expect_end();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace backup
