-- SPDX-License-Identifier: Apache-2.0
-- Each thread of wrk is one writer, which moves an alias of its own to and fro.

local writers = 0

function setup(thread)
  thread:set("writer", writers)
  writers = writers + 1
end

function init(args)
  moves = 0
  path = "/api/v1/teams/bench/projects/p/collections/w" .. writer .. "/aliases/moved"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  moves = moves + 1
  return wrk.format("PUT", path, nil, '{"version":"v' .. moves % 2 .. '"}')
end
