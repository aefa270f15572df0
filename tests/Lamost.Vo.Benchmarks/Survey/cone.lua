-- wrk -t1 -c8 -d10s -s cone.lua URL -- PLACES URL RADIUS: cone searches at random places (lines of RA,DEC); prints requests/s, p50 and p99 in ms, failed requests.
local places, base, radius = {}, nil, nil

function init(args)
  math.randomseed(29)
  base, radius = args[2]:match("^%w+://[^/]+(.*)$"), args[3]
  for line in io.lines(args[1]) do
    local ra, dec = line:match("^([^,]+),([^,]+)$")
    places[#places + 1] = { ra, dec }
  end
end

function request()
  local p = places[math.random(#places)]
  return wrk.format("GET", base .. (base:find("?", 1, true) and "&" or "?") .. "RA=" .. p[1] .. "&DEC=" .. p[2] .. "&SR=" .. radius)
end

function done(summary, latency)
  local e = summary.errors
  print(string.format("RESULT %.1f %.3f %.3f %d", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.status + e.timeout + e.connect + e.read + e.write))
end
