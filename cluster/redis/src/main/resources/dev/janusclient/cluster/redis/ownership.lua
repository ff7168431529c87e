-- SPDX-License-Identifier: Apache-2.0
-- ARGV: key prefix, operation, the caller's name and incarnation, how many of its calls it knows to be counted, and what the operation
-- needs. Time is the server's. PREFIX:version, of this format; PREFIX:free, a channel; PREFIX:member:NAME, a hash; PREFIX:members, their
-- names; PREFIX:session:SERVER/ID, a hash without a time to live; PREFIX:owned:NAME#INCARNATION, the sessions of one owner;
-- PREFIX:owners, those that have any; PREFIX:released; PREFIX:handovers, a hash from a session to a request to give it to another member:
-- the epoch of the ownership that is to end, its owner, and who is to have it, or *.
local P, op, name, incarnation, known = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local VERSION = '1'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function left(who, life)
  local row = redis.call('HMGET', P .. ':member:' .. who, 'incarnation', 'ends')
  if not row[1] or (life and row[1] ~= life) then return 0 end
  return math.max(0, tonumber(row[2]) - now)
end

-- A member's answered calls are counted in its row. A count that is lower than what the member was answered means that this server has
-- lost writes, as a replica that was promoted may: any of the member's sessions may be another's here, so its lease counts as expired.
local function lives()
  if left(name, incarnation) == 0 then return false end
  return tonumber(redis.call('HGET', P .. ':member:' .. name, 'calls')) >= tonumber(known)
end

local function counted()
  return redis.call('HINCRBY', P .. ':member:' .. name, 'calls', 1)
end

local function lease(millis, sessions, draining)
  redis.call('HSET', P .. ':member:' .. name, 'incarnation', incarnation, 'ends', string.format('%.0f', now + millis),
    'sessions', sessions, 'draining', draining)
  redis.call('SADD', P .. ':members', name)
  return counted()
end

-- A wake-up. A user who may not publish misses it, and changes all the same.
local function wake()
  redis.pcall('PUBLISH', P .. ':free', '')
end

if op == 'join' then
  local version = redis.call('GET', P .. ':version')
  if version and version ~= VERSION then return { 'version', version, VERSION } end
  local holder = redis.call('HGET', P .. ':member:' .. name, 'incarnation')
  local rest = holder and left(name, nil) or 0
  if rest > 0 and holder ~= incarnation then return { 'taken', holder, tostring(rest) } end
  redis.call('SET', P .. ':version', VERSION)
  return { 'joined', tostring(lease(ARGV[6], '0', '0')) }
elseif op == 'renew' then
  return lives() and lease(ARGV[6], ARGV[7], ARGV[8]) or 0
elseif op == 'leave' then
  if redis.call('HGET', P .. ':member:' .. name, 'incarnation') == incarnation then
    redis.call('DEL', P .. ':member:' .. name)
    redis.call('SREM', P .. ':members', name)
    wake()
  end
  return 0
elseif op == 'members' then
  local live = {}
  for _, each in ipairs(redis.call('SMEMBERS', P .. ':members')) do
    local rest = left(each, nil)
    if rest > 0 then
      local row = redis.call('HMGET', P .. ':member:' .. each, 'incarnation', 'sessions', 'draining')
      live[#live + 1] = { each, row[1], tostring(rest), row[2], row[3] }
    end
  end
  return live
end

local function ownership(key)
  local row = redis.call('HMGET', P .. ':session:' .. key, 'kind', 'owner', 'incarnation', 'epoch')
  return { key, row[1], row[2], row[3], row[4] }
end

if op == 'find' then
  if redis.call('EXISTS', P .. ':session:' .. ARGV[6]) == 0 then return {} end
  return ownership(ARGV[6])
elseif op == 'free' then
  local keys = redis.call('SMEMBERS', P .. ':released')
  for _, owner in ipairs(redis.call('SMEMBERS', P .. ':owners')) do
    local who, life = string.match(owner, '^(.*)#(.*)$')
    if left(who, life) == 0 then
      for _, key in ipairs(redis.call('SMEMBERS', P .. ':owned:' .. owner)) do keys[#keys + 1] = key end
    end
  end
  -- Ids have up to 19 digits, which a number of Lua does not hold, so texts of equal length are compared.
  local padded = {}
  for i, key in ipairs(keys) do
    local server, id = string.match(key, '^(.*)/(%d+)$')
    padded[i] = { server, string.rep('0', 19 - #id) .. id, key }
  end
  table.sort(padded, function(a, b) if a[1] ~= b[1] then return a[1] < b[1] end return a[2] < b[2] end)
  local free = {}
  for i = 1, math.min(#padded, tonumber(ARGV[6])) do free[i] = ownership(padded[i][3]) end
  return free
end

-- A request holds for one ownership, and for the release that ends it.
if op == 'request' then
  local key, wanted, to = ARGV[6], ARGV[7], ARGV[8]
  local row = redis.call('HMGET', P .. ':session:' .. key, 'owner', 'incarnation', 'epoch')
  local owner, life, epoch = row[1], row[2], row[3]
  if not epoch then return { 'missing' } end
  if epoch ~= wanted or not owner or left(owner, life) == 0 then return { 'stale', epoch } end
  redis.call('HSET', P .. ':handovers', key, epoch .. ' ' .. owner .. ' ' .. to)
  wake()
  return { 'ok', epoch }
elseif op == 'requests' then
  local all = redis.call('HGETALL', P .. ':handovers')
  local held = {}
  for i = 1, #all, 2 do
    local key = all[i]
    local at, from, to = string.match(all[i + 1], '^(%d+) (%S+) (%S+)$')
    local row = redis.call('HMGET', P .. ':session:' .. key, 'owner', 'epoch')
    local released = at and string.format('%.0f', at + 1)
    if at and ((row[1] == from and row[2] == at) or (not row[1] and row[2] == released)) then
      held[#held + 1] = { key, at, from, to }
    else
      redis.call('HDEL', P .. ':handovers', key)
    end
  end
  return held
end

local function move(key, owner, life, who, whose)
  if owner then
    local set = P .. ':owned:' .. owner .. '#' .. life
    redis.call('SREM', set, key)
    if redis.call('EXISTS', set) == 0 then redis.call('SREM', P .. ':owners', owner .. '#' .. life) end
  else
    redis.call('SREM', P .. ':released', key)
  end
  if who then
    redis.call('SADD', P .. ':owned:' .. who .. '#' .. whose, key)
    redis.call('SADD', P .. ':owners', who .. '#' .. whose)
  end
end

-- Changes of sessions: four arguments each, the key, the epoch or the kind, the ticket, and the highest epoch that the caller has seen,
-- which is below the next one even if this server has lost writes. Answered are the count of calls, and a list for each session.
local results = { '0' }
if not lives() then
  for i = 6, #ARGV, 4 do results[#results + 1] = { 'expired' } end
  return results
end
results[1] = tostring(counted())
for i = 6, #ARGV, 4 do
  local key, wanted, ticket, seen = ARGV[i], ARGV[i + 1], ARGV[i + 2], tonumber(ARGV[i + 3])
  local hash = P .. ':session:' .. key
  local row = redis.call('HMGET', hash, 'owner', 'incarnation', 'epoch')
  local owner, life, epoch = row[1], row[2], row[3]
  local own = owner == name and life == incarnation
  local live = owner and left(owner, life) > 0
  local result
  if not epoch then
    if op == 'create' then
      epoch = string.format('%.0f', seen + 1)
      redis.call('HSET', hash, 'kind', wanted, 'owner', name, 'incarnation', incarnation, 'epoch', epoch, 'ticket', ticket)
      move(key, false, false, name, incarnation)
      result = { 'ok', epoch, ticket }
    else
      result = { 'missing' }
    end
  elseif own and (op == 'create' or op == 'acquire') then
    result = { 'ok', epoch, redis.call('HGET', hash, 'ticket') }
  elseif op == 'acquire' and not live and epoch == wanted then
    epoch = string.format('%.0f', math.max(tonumber(epoch), seen) + 1)
    redis.call('HSET', hash, 'owner', name, 'incarnation', incarnation, 'epoch', epoch)
    move(key, owner, life, name, incarnation)
    result = { 'ok', epoch, redis.call('HGET', hash, 'ticket') }
  elseif own and epoch == wanted and op == 'save' then
    redis.call('HSET', hash, 'ticket', ticket)
    result = { 'ok', epoch }
  elseif own and epoch == wanted and op == 'release' then
    epoch = tostring(redis.call('HINCRBY', hash, 'epoch', 1))
    redis.call('HDEL', hash, 'owner', 'incarnation')
    move(key, owner, life, false, false)
    redis.call('SADD', P .. ':released', key)
    result = { 'ok', epoch }
  elseif own and epoch == wanted and op == 'remove' then
    redis.call('DEL', hash)
    move(key, owner, life, false, false)
    result = { 'ok', epoch }
  elseif live and not own then
    result = { 'owned', epoch, owner, life }
  else
    result = { 'stale', epoch }
  end
  results[#results + 1] = result
end
if op == 'release' then wake() end
return results
