import { ACCOUNT_ID, check, checkEach } from '../ecr/identifiers';
import { REGION } from '../ecr/regions';
import { isLiteral } from '../text/unresolved';

const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;
const PROJECT_NAME = /^[A-Za-z0-9][A-Za-z0-9\-_]{1,254}$/;
const VPC_ENDPOINT = /^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/;
const PRINCIPAL = new RegExp(`^arn:[\\w-]+:iam::(${ACCOUNT_ID}|\\*):(role|user)/(?=.*[A-Za-z0-9])[\\w+=,.@/*-]+$`);

export function checkPermissionSets(owner: string, property: string, names: string[]): void {
  checkEach(owner, property, names, 'permission set', (...at) =>
    check(
      ...at,
      PERMISSION_SET,
      'be the name of a permission set: 1 to 32 letters, digits and _+=,.@-',
      'use its name',
    ),
  );
}

export function checkProjectName(owner: string, property: string, name: string): void {
  check(
    owner,
    property,
    name,
    PROJECT_NAME,
    'be the name of a project: 2 to 255 letters, digits, dashes and underscores, without wildcards',
    'name one project in each call',
  );
}

export function checkRegion(owner: string, property: string, region: string): void {
  check(owner, property, region, REGION, 'be a region like "eu-west-1"', 'leave it out for every region');
}

/** Ids of endpoints may be references: they are of the repository's own environment. */
export function checkVpcEndpoints(owner: string, property: string, ids: string[]): void {
  checkEach(owner, property, ids, 'VPC endpoint', (checker, at, id) => {
    if (!isLiteral(id)) return;
    check(
      checker,
      at,
      id,
      VPC_ENDPOINT,
      'be the id of a VPC endpoint like "vpce-0a1b2c3d4e5f60718"',
      'use `vpcEndpointId` of the endpoint',
    );
  });
}

/** A pattern without any name would exempt everybody. */
export function checkPrincipalArns(owner: string, property: string, arns: string[]): void {
  arns.forEach((arn, index) =>
    check(
      owner,
      `${property}[${index}]`,
      arn,
      PRINCIPAL,
      'be the ARN of a role or user like "arn:aws:iam::*:role/break-glass", with a name',
      'name the role; its account may be *',
    ),
  );
}
