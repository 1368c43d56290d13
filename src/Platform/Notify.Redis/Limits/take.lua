-- One hash per scope: a field per minute with what is taken, and
--   limit  the limit that "full" was found under,
--   full   no minute after the present one, up to this one, has room,
--   last   the furthest minute anything is taken in,
--   swept  minutes before this one are forgotten.
local key = KEYS[1]
local now, limit, need = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local units, reserve, horizon = tonumber(ARGV[4]), ARGV[5] == '1', tonumber(ARGV[6])

local known = redis.call('HMGET', key, 'limit', 'full', 'last', 'swept', now)
local full, last, swept = tonumber(known[2]) or now, tonumber(known[3]) or now, tonumber(known[4]) or now
local current = tonumber(known[5]) or 0
if tonumber(known[1]) ~= limit or full < now then full = now end
if last < now then last = now end
for minute = swept, now - 1 do redis.call('HDEL', key, minute) end

local function taken(minute) return tonumber(redis.call('HGET', key, minute)) or 0 end

local ahead = {}
for unit = 1, units do
  if current + need <= limit then
    current = redis.call('HINCRBY', key, now, need)
    ahead[unit] = 0
  else
    local minute = full + 1
    local there = taken(minute)
    while there + need > limit and minute - now < horizon do
      if there >= limit and minute == full + 1 then full = minute end
      minute = minute + 1
      there = taken(minute)
    end
    if reserve then
      redis.call('HINCRBY', key, minute, need)
      if minute > last then last = minute end
    end
    ahead[unit] = minute - now
  end
end

redis.call('HMSET', key, 'limit', limit, 'full', full, 'last', last, 'swept', math.max(swept, now))
redis.call('EXPIRE', key, (last - now + 2) * 60)
return ahead
