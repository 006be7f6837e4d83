import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { AwsClients } from './aws-clients';

/** The account that credentials belong to. */
export interface Identity {
  readonly account: string;
  readonly partition: string;
}

/** Asks AWS for the account of the credentials. */
export async function identityOf({ sts }: AwsClients): Promise<Identity> {
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const [, partition, , , account] = Arn.split(':');
  if (!/^\d{12}$/.test(account ?? '')) throw new Error(`sts:GetCallerIdentity answers ${Arn}, which has no account`);
  return { account, partition };
}
