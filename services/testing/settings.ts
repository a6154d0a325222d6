/** What every service of a test is started with: free ports, no words, no pause at its end. */
export const testSettings = {
  NODE_ENV: 'test',
  TASKMATE_ENV: 'test',
  HOST: '127.0.0.1',
  PORT: '0',
  METRICS_PORT: '0',
  LOG_LEVEL: 'silent',
  DRAIN_SECONDS: '0',
  TIMEOUT_SCALE: process.env.TIMEOUT_SCALE ?? '1',
  // Longer than any answer takes with time-outs that are scaled: it is there for readers that are gone. Nor is
  // anybody refused a turn because the machine is busy.
  READER_SECONDS: '240',
  CALL_WAIT_SECONDS: '60',
  // However slow the machine is, nobody is asked again who they are; tests of that age their session.
  FRESH_SECONDS: '86400',
  // Everybody in the tests comes from one address.
  SIGN_UPS_PER_HOUR: '1000000',
  RECOVERIES_PER_HOUR: '1000000',
  // Tests of passwords have them hashed as people's are; all others sign in cheaply.
  PASSWORD_MEMORY_KIB: '1024',
  RAILS_MASTER_KEY: 'a master key for tests only',
}
