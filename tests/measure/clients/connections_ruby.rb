# Connections of redis-rb: opened, one PING, closed.
require 'redis'

random = Random.new(20261121)
loop do
  sleep(-Math.log(1 - random.rand) / ENV['RATE'].to_f)
  client = Redis.new(port: ENV['REDIS_PORT'].to_i, password: 'secret')
  client.ping
  client.close
  File.write(ENV['ADDED'], "#{Time.now.to_f} connections\n", mode: 'a')
end
