import { paginateListAccounts } from '@aws-sdk/client-organizations';
import type { STSClient } from '@aws-sdk/client-sts';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { AwsClients } from './aws-clients';
import type { Identity } from './identity';
import { READ_ACTIONS } from './read-actions';
import { refuse } from '../io/bad-input';

/** The options that choose accounts. */
export interface AccountOptions {
  readonly account?: readonly string[];
  readonly organization?: boolean;
  readonly roleName?: string;
}

/** An account to read. */
export interface Account {
  readonly account: string;
  /** Credentials of a role in the account. The account of the caller needs none. */
  readonly credentials?: AwsCredentialIdentityProvider;
}

/** What a session of a role may do at most, whatever its role may. */
export const SESSION_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: READ_ACTIONS, Resource: '*' }],
};

/** How long before its end a session is replaced, in milliseconds. */
const EARLY = 300_000;

const ACCOUNT_ID = /^\d{12}$/;

/** Refuses options that do not belong together. It is done before anything is sent. */
export function checkAccounts({ account, organization, roleName }: AccountOptions): void {
  const isChosen = account !== undefined || organization === true;
  if (isChosen && roleName === undefined) {
    const must = 'be given with --account and --organization';
    refuse({ property: '--role-name', found: undefined, must, remedy: 'name the role to assume in each account' });
  }
  if (!isChosen && roleName !== undefined) {
    const must = 'be given with --account or --organization';
    refuse({ property: '--role-name', found: roleName, must, remedy: 'choose the accounts, or leave it out' });
  }
  for (const id of account ?? []) {
    if (ACCOUNT_ID.test(id)) continue;
    refuse({ property: '--account', found: id, must: 'be the 12 digits of an account', remedy: 'correct it' });
  }
}

/** The accounts to read: that of the caller, those that are given, and those of the organization. */
export async function accountsOf(home: AwsClients, caller: Identity, options: AccountOptions): Promise<Account[]> {
  const { account = [], organization = false, roleName } = options;
  if (roleName === undefined) return [{ account: caller.account }];
  const listed = organization ? await accountsOfOrganization(home) : [];
  return [...new Set([...account, ...listed])].map((id) => {
    if (id === caller.account) return { account: id };
    return {
      account: id,
      credentials: sessionsOf(home, `arn:${caller.partition}:iam::${id}:role/${roleName}`),
    };
  });
}

async function accountsOfOrganization({ organizations }: AwsClients): Promise<string[]> {
  const ids: string[] = [];
  for await (const { Accounts = [] } of paginateListAccounts({ client: organizations }, {})) {
    // A closed account still has an entry.
    ids.push(...Accounts.filter(({ Status }) => Status === 'ACTIVE').flatMap(({ Id = [] }) => Id));
  }
  return ids.sort();
}

/** Sessions of a role. All clients of an account share one. */
function sessionsOf({ sts }: AwsClients, role: string): AwsCredentialIdentityProvider {
  let session: Promise<AwsCredentialIdentity> | undefined;
  let end = 0;
  return async () => {
    if (Date.now() < end) return session!;
    end = Infinity;
    session = assume(sts, role);
    const { expiration } = await session;
    end = (expiration?.getTime() ?? 0) - EARLY;
    return session;
  };
}

async function assume(sts: STSClient, role: string): Promise<AwsCredentialIdentity> {
  const { Credentials: session } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: 'cdk-ecr-snapshot',
      Policy: JSON.stringify(SESSION_POLICY),
    }),
  );
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken,
    expiration: session?.Expiration,
  };
}
