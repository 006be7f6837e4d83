import { ACCOUNT_ID } from '../ecr/identifiers';
import { mistakesInEach, mistakesInIdentifier, mistakesInLiteral } from '../ecr/mistakes/identifiers';
import type { IdentifierForm } from '../ecr/mistakes/identifiers';
import { mistakesAt } from '../ecr/mistakes/mistake';
import { refuse } from '../ecr/mistakes/refuse';
import { isRegion } from '../ecr/regions';
import { checkList } from '../text/errors';

const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;
const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}$/;
const VPC_ENDPOINT = /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/;
const PRINCIPAL = new RegExp(`^arn:[\\w-]+:iam::(${ACCOUNT_ID}|\\*):(role|user)/(?=.*[A-Za-z0-9])[\\w+=,.@/*-]+$`);

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
const PRINCIPAL_FORM = form(
  PRINCIPAL,
  'be the ARN of a role or user like "arn:aws:iam::*:role/break-glass", with a name',
  'name the role; its account may be *',
);

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

/** A pattern without any name would exempt everybody. */
export function checkPrincipalArns(api: string, property: string, arns: string[]): void {
  checkList({ api, property }, arns);
  arns.forEach((arn, index) =>
    refuse({ api, property }, mistakesAt(`[${index}]`, mistakesInLiteral(PRINCIPAL_FORM, arn))),
  );
}

function form(pattern: RegExp, must: string, remedy: string): IdentifierForm {
  return { isValid: (text) => pattern.test(text), must, remedy };
}
