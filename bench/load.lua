-- What wrk sends: `wrk … -s load.lua URL -- SCENARIO FIRST TOKENS COOKIE CONSENT`.
-- Each thread walks through its own part of the prepared secrets, whose form src/requests.rs knows as well.

local THREADS = 2
local PEOPLE = 2000
local VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
local FORM = { ["Content-Type"] = "application/x-www-form-urlencoded" }
local WEB = "&client_id=demo-web&client_secret=demo-web-secret"

local threads = 0
function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

local n, tokens, cookie, consent, build

local function secret(kind)
  return string.format("bench-%s-%08d-0123456789abcdefghijklmn", kind, n)
end

local function post(path, body)
  return wrk.format("POST", path, FORM, body)
end

local scenarios = {
  client_credentials = function()
    return post("/oauth/token", "grant_type=client_credentials&client_id=backend_routines&client_secret=backend-secret")
  end,
  refresh = function()
    return post("/oauth/token", "grant_type=refresh_token" .. WEB .. "&refresh_token=" .. secret("refresh"))
  end,
  code = function()
    local body = "grant_type=authorization_code" .. WEB .. "&code=" .. secret("code") .. "&code_verifier=" .. VERIFIER
    return post("/oauth/token", body)
  end,
  device = function()
    local grant = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code"
    return post("/oauth/token", grant .. "&client_id=demo-device&device_code=" .. secret("device"))
  end,
  current_user = function()
    return wrk.format("GET", "/api/v1/users/current_user", { Authorization = "Bearer " .. tokens[n % #tokens + 1] })
  end,
  introspect = function()
    return post("/oauth/introspect", "token=" .. tokens[n % #tokens + 1] .. WEB)
  end,
  -- Somebody new: a cookie is made for the form.
  login_first = function()
    return wrk.format("GET", "/login")
  end,
  login = function()
    return wrk.format("GET", "/login", { Cookie = cookie })
  end,
  consent = function()
    return wrk.format("GET", consent, { Cookie = cookie })
  end,
  -- From an address of its own each, for wrong passwords are counted by address.
  password = function()
    local address = string.format("10.%d.%d.%d", n / 65536 % 256, n / 256 % 256, n % 256)
    local body = "grant_type=password&client_id=front_application&client_secret=front-secret&username=person"
      .. n % PEOPLE .. "%40bench.example&password=correct+horse+battery+staple"
    local headers = { ["Content-Type"] = FORM["Content-Type"], ["X-Forwarded-For"] = address }
    return wrk.format("POST", "/oauth/token", headers, body)
  end,
}

function init(args)
  build = scenarios[args[1]]
  n = tonumber(args[2]) + id
  cookie, consent = args[4], args[5]
  tokens = {}
  for line in io.lines(args[3]) do
    tokens[#tokens + 1] = line
  end
end

function request()
  local text = build()
  n = n + THREADS
  return text
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"micros":%d,"p50":%d,"p99":%d,"max":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
