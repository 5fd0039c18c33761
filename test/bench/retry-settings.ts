/** What an environment may say of retries, by the name that --retries takes. */
export const retrySettings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  default: {},
  standard: { AWS_RETRY_MODE: 'standard' },
  legacy: { AWS_RETRY_MODE: 'legacy' },
  adaptive: { AWS_RETRY_MODE: 'adaptive' },
  one: { AWS_MAX_ATTEMPTS: '1' },
};
