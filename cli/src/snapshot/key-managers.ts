import type { KMSClient } from '@aws-sdk/client-kms';
import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import type { Refusals } from './refusals';

/** Tells who manages the keys of repositories. It asks for each key once, as many repositories have the same. */
export class KeyManagers {
  private readonly known = new Map<string, Promise<string | undefined>>();

  public constructor(
    private readonly kms: KMSClient,
    private readonly refusals: Refusals,
  ) {}

  /** `AWS` or `CUSTOMER`; `undefined` if it may not be read. */
  public async of(key: string): Promise<string | undefined> {
    const known = this.known.get(key) ?? this.ask(key);
    this.known.set(key, known);
    return known;
  }

  private async ask(key: string): Promise<string | undefined> {
    const call = async () => this.kms.send(new DescribeKeyCommand({ KeyId: key }));
    return (await this.refusals.ask(call, { of: key }))?.KeyMetadata?.KeyManager;
  }
}
