import type { Boundary } from './guardrail';
import { ACCOUNT_ID } from '../ecr/identifiers';
import {
  mistakesInAccount,
  mistakesInEach,
  mistakesInIdentifier,
  mistakesInLiteral,
} from '../ecr/mistakes/identifiers';
import type { IdentifierForm } from '../ecr/mistakes/identifiers';
import { mistakesAt } from '../ecr/mistakes/mistake';
import type { Mistake } from '../ecr/mistakes/mistake';
import { refuse } from '../ecr/mistakes/refuse';
import { isRegion } from '../ecr/regions';
import { checkAtLeastOne, checkList, InvalidInputError } from '../text/errors';

const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;
const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}$/;
const VPC = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;
const VPC_ENDPOINT = /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/;
const NAME = '(?=.*[A-Za-z0-9])[\\w+=,.@/*-]+';
const PRINCIPAL = new RegExp(`^arn:[\\w-]+:iam::${ACCOUNT_ID}:(role|user)/${NAME}$`);
const ROLE = new RegExp(`^arn:[\\w-]+:iam::${ACCOUNT_ID}:role/${NAME}$`);
/** A wildcard in the account or before it, so that the ARN may be of any account or of several. */
const OF_ANY_ACCOUNT = /^[^/]*[*?][^/]*\/./;

const PERMISSION_SET_FORM = form(
  PERMISSION_SET,
  'be the name of a permission set: 1 to 32 letters, digits and _+=,.@-',
  'use its name',
);
const PROJECT_NAME_FORM = form(
  PROJECT_NAME,
  'be the name of a project: 2 to 255 letters, digits, dashes and underscores, without wildcards',
  'name one project in each call',
);
const REGION_FORM: IdentifierForm = {
  isValid: isRegion,
  must: 'be a region like "eu-west-1"',
  remedy: 'leave it out for every region',
};
const VPC_ENDPOINT_FORM = form(
  VPC_ENDPOINT,
  'be the id of a VPC endpoint like "vpce-0a1b2c3d4e5f60718"',
  'use `vpcEndpointId` of the endpoint',
);
const VPC_FORM = form(VPC, 'be the id of a VPC like "vpc-0a1b2c3d4e5f60718"', 'use `vpcId` of the VPC');
const PRINCIPAL_FORM = form(
  PRINCIPAL,
  'be the ARN of a role or user like "arn:aws:iam::111122223333:role/break-glass", with a name',
  'name the role and its account',
);
const DEPLOYMENT_ROLE_FORM = form(
  ROLE,
  'be the ARN of a role like "arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1"',
  'name the role with which CloudFormation deploys the repository, and its account',
);
const ACCOUNT_FORM: IdentifierForm = {
  isValid: (arn) => !OF_ANY_ACCOUNT.test(arn),
  must:
    'have an account id and no wildcard in or before it, because every AWS account can have a role or user that ' +
    'matches',
  remedy: 'write the account id in place of the wildcard, with one ARN for each account',
};

export function checkPermissionSets(api: string, property: string, names: string[]): void {
  const mistakes = mistakesInEach(names, 'permission set', (name) => mistakesInLiteral(PERMISSION_SET_FORM, name));
  refuse({ api, property }, mistakes);
}

export function checkProjectName(api: string, property: string, name: string): void {
  refuse({ api, property }, mistakesInLiteral(PROJECT_NAME_FORM, name));
}

export function checkRegion(api: string, property: string, region: string): void {
  refuse({ api, property }, mistakesInLiteral(REGION_FORM, region));
}

/** Ids of endpoints may be references: they are of the repository's own environment. */
export function checkVpcEndpoints(api: string, property: string, ids: string[]): void {
  refuse(
    { api, property },
    mistakesInEach(ids, 'VPC endpoint', (id) => mistakesInIdentifier(VPC_ENDPOINT_FORM, id)),
  );
}

/** Ids of VPCs may be references too. */
export function checkVpcs(api: string, property: string, ids: string[]): void {
  refuse(
    { api, property },
    mistakesInEach(ids, 'VPC', (id) => mistakesInIdentifier(VPC_FORM, id)),
  );
}

/** Accounts that a guardrail exempts. The list may be empty. */
export function checkExemptAccounts(api: string, property: string, accounts: string[]): void {
  checkItems(api, property, accounts, mistakesInAccount);
}

/** A pattern without any name would exempt everybody, and one without an account strangers. */
export function checkPrincipalArns(api: string, property: string, arns: string[]): void {
  checkItems(api, property, arns, (arn) => mistakesInArn(PRINCIPAL_FORM, arn));
}

/** Only a perimeter of networks needs them. */
export function checkDeploymentRoles(api: string, property: string, arns: string[], { kind }: Boundary): void {
  if (kind === 'identity') {
    throw new InvalidInputError({
      api,
      property,
      found: arns,
      must: 'be left out with an organization as the perimeter, because roles of its accounts and of the own account are not denied',
      remedy: 'add roles of other organizations to exceptPrincipals',
    });
  }
  const remedy = 'name the role with which CloudFormation deploys the repository, or leave the property out';
  checkAtLeastOne({ api, property }, arns, 'role', remedy);
  checkItems(api, property, arns, (arn) => mistakesInArn(DEPLOYMENT_ROLE_FORM, arn));
}

function* mistakesInArn(arnForm: IdentifierForm, arn: unknown): Iterable<Mistake> {
  yield* mistakesInLiteral(ACCOUNT_FORM, arn);
  yield* mistakesInLiteral(arnForm, arn);
}

function checkItems(
  api: string,
  property: string,
  items: string[],
  mistakesInOne: (item: unknown) => Iterable<Mistake>,
): void {
  checkList({ api, property }, items);
  items.forEach((item, index) => refuse({ api, property }, mistakesAt(`[${index}]`, mistakesInOne(item))));
}

function form(pattern: RegExp, must: string, remedy: string): IdentifierForm {
  return { isValid: (text) => pattern.test(text), must, remedy };
}
