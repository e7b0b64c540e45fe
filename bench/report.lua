-- wrk: one JSON line of what matters.
done = function(summary, latency, requests)
    local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    io.write(string.format('{"rps":%.0f,"p99_ms":%.1f,"bad":%d}\n', summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000, bad))
end
