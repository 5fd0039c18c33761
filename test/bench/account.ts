import type { SeedInput } from '../../rule/standin';

/** 40 % of the users have a console password; of those 60 % a virtual device, 15 % a security key, 5 % a hardware token. */
export function account(users: number): SeedInput {
  return {
    users: Array.from({ length: users }, (_, n) => {
      const userName = `user-${String(n).padStart(5, '0')}`;
      const console = n % 5 < 2;
      if (!console) return { userName };
      const rank = Math.floor(n / 5) * 2 + (n % 5);
      const percent = (rank % 20) * 5;
      const kind =
        percent < 60 ? 'virtual' : percent < 75 ? 'security-key' : percent < 80 ? 'hardware' : undefined;
      return { userName, loginProfile: {}, mfaDevices: kind === undefined ? [] : [{ kind }] };
    }),
  };
}
