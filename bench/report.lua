-- wrk: one JSON line of what matters. With an argument, a user rests between two requests: that many milliseconds on average.
local rest = 0
function init(args)
    rest = tonumber(args[1] or 0)
    math.randomseed(1)
    if rest > 0 then
        delay = function() return math.random(rest * 2) end
    end
end
done = function(summary, latency, requests)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    io.write(string.format('{"rps":%.0f,"p99_ms":%.1f,"bad":%d}\n', summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad))
end
