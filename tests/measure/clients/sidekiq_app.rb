# A Sidekiq process whose jobs take JOB_SECONDS; run by itself it pushes jobs at random times.
require 'json'
require 'sidekiq'

redis = { url: "redis://127.0.0.1:#{ENV['REDIS_PORT']}/0" }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }

class Job
  include Sidekiq::Worker
  sidekiq_options retry: false
  def perform(_)
    sleep(ENV['JOB_SECONDS'].to_f)
  end
end

if ENV['PUSHES']
  random = Random.new(20261121)
  mix = JSON.parse(ENV['MIX'])
  loop do
    sleep(-Math.log(1 - random.rand) / ENV['RATE'].to_f)
    at = random.rand * mix.values.sum
    what = mix.find { |_, share| (at -= share) < 0 }.first
    case what
    when 'scheduled_pushes' then Job.perform_in(3600, 'x' * 200)
    when 'bulk_pushes' then Sidekiq::Client.push_bulk('class' => Job, 'args' => [['x' * 200]] * 50)
    else Job.perform_async('x' * 200)
    end
    (what == 'bulk_pushes' ? 50 : 1).times { File.write(ENV['ADDED'], "#{Time.now.to_f} #{what}\n", mode: 'a') }
  end
end
