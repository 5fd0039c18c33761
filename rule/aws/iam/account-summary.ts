import { GetAccountSummaryCommand, ListAccountAliasesCommand, type IAMClient } from '@aws-sdk/client-iam';
import { ask } from '../clients/call-scope';

/** A label is not worth more of a scan's time. */
const patienceMilliseconds = 10_000;

/** The account's name and number of users. A scan goes on without them: an answer that is refused is `undefined`. */
export class IamAccountSummary {
  constructor(
    private readonly client: IAMClient,
    private readonly signal: AbortSignal,
  ) {}

  /** Null where the account has no alias. */
  async alias(): Promise<string | null | undefined> {
    try {
      const output = await this.ask(() => this.client.send(new ListAccountAliasesCommand({})));
      return output.AccountAliases?.[0] ?? null;
    } catch {
      return undefined;
    }
  }

  async users(): Promise<number | undefined> {
    try {
      const output = await this.ask(() => this.client.send(new GetAccountSummaryCommand({})));
      return output.SummaryMap?.Users;
    } catch {
      return undefined;
    }
  }

  private readonly ask = <T>(send: () => Promise<T>): Promise<T> =>
    ask(this.signal, send, patienceMilliseconds);
}
