import { Aws, CfnMapping, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** Owns the images of add-ons in every region that accounts need not opt in to. */
const COMMERCIAL = '602401143452';

/** Accounts from whose registry nodes pull add-ons, by region: https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html */
const ACCOUNTS: Record<string, string> = {
  'af-south-1': '877085696533',
  'ap-east-1': '800184023465',
  'ap-east-2': '533267051163',
  'ap-northeast-1': COMMERCIAL,
  'ap-northeast-2': COMMERCIAL,
  'ap-northeast-3': COMMERCIAL,
  'ap-south-1': COMMERCIAL,
  'ap-south-2': '900889452093',
  'ap-southeast-1': COMMERCIAL,
  'ap-southeast-2': COMMERCIAL,
  'ap-southeast-3': '296578399912',
  'ap-southeast-4': '491585149902',
  'ap-southeast-5': '151610086707',
  'ap-southeast-6': '333609536671',
  'ap-southeast-7': '121268973566',
  'ca-central-1': COMMERCIAL,
  'ca-west-1': '761377655185',
  'cn-north-1': '918309763551',
  'cn-northwest-1': '961992271922',
  'eu-central-1': COMMERCIAL,
  'eu-central-2': '900612956339',
  'eu-isoe-west-1': '249663109785',
  'eu-north-1': COMMERCIAL,
  'eu-south-1': '590381155156',
  'eu-south-2': '455263428931',
  'eu-west-1': COMMERCIAL,
  'eu-west-2': COMMERCIAL,
  'eu-west-3': COMMERCIAL,
  'il-central-1': '066635153087',
  'me-central-1': '759879836304',
  'me-south-1': '558608220178',
  'mx-central-1': '730335286997',
  'sa-east-1': COMMERCIAL,
  'us-east-1': COMMERCIAL,
  'us-east-2': COMMERCIAL,
  'us-gov-east-1': '151742754352',
  'us-gov-west-1': '013241004608',
  'us-iso-east-1': '725322719131',
  'us-iso-west-1': '608367168043',
  'us-isob-east-1': '187977181151',
  'us-isof-south-1': '676585237158',
  'us-west-1': COMMERCIAL,
  'us-west-2': COMMERCIAL,
};

/** The account with the add-ons in the region of a construct; looked up at deployment where the region is not known. */
export function eksAddOnAccount(scope: IConstruct): string {
  const { region } = Stack.of(scope);
  if (!isLiteral(region)) return mapping(Stack.of(scope)).findInMap(Aws.REGION, 'account');
  const account = ACCOUNTS[region];
  if (account !== undefined) return account;
  throw new InvalidInputError({
    scope,
    api: 'AwsImageSource.EKS_ADD_ONS',
    property: 'region',
    found: region,
    must: 'be one whose registry of Amazon EKS add-ons is known',
    remedy: 'name the account that the guide of Amazon EKS lists, by AwsImageSource.accounts',
  });
}

/** One for the stack, whose template has room for 200. */
function mapping(stack: Stack): CfnMapping {
  const id = 'EksAddOnRegistries';
  const existing = stack.node.tryFindChild(id) as CfnMapping | undefined;
  const accounts = Object.entries(ACCOUNTS).map(([region, account]) => [region, { account }]);
  return existing ?? new CfnMapping(stack, id, { mapping: Object.fromEntries(accounts) });
}
