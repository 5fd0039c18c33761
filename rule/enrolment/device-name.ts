/** `arn:aws:iam::123456789012:mfa/path/alice` -> `alice` */
const nameOf = (serialNumber: string): string => serialNumber.slice(serialNumber.lastIndexOf('/') + 1);

/** IAM's names are unique without case. */
export const isTaken = (deviceName: string, serialNumbers: readonly string[]): boolean =>
  serialNumbers.some((serial) => nameOf(serial).toLowerCase() === deviceName.toLowerCase());

/** The user's name, or with the next free number: alice, alice-2, alice-3. */
export function freeName(userName: string, serialNumbers: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? userName : `${userName}-${number}`;
    if (!isTaken(name, serialNumbers)) return name;
  }
}
