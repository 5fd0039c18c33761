import { GetAccountSummaryCommand, ListAccountAliasesCommand, type IAMClient } from '@aws-sdk/client-iam';

/** What names an account and counts its users. A scan goes on without it: an answer that is refused is `undefined`. */
export class IamAccountSummary {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  /** Null where the account has no alias. */
  async alias(): Promise<string | null | undefined> {
    try {
      const output = await this.client.send(new ListAccountAliasesCommand({}), { abortSignal: this.signal });
      return output.AccountAliases?.[0] ?? null;
    } catch {
      return undefined;
    }
  }

  async users(): Promise<number | undefined> {
    try {
      const output = await this.client.send(new GetAccountSummaryCommand({}), { abortSignal: this.signal });
      return output.SummaryMap?.Users;
    } catch {
      return undefined;
    }
  }
}
