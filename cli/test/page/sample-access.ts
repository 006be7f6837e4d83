import { AccessClass } from '../../../src/ecr/policy/access-class';
import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { ReportedGrant, ReportedPrincipal } from '../../src/report/model/registry-report';

/** What policies of the sample give. Teams have a role each, and the rest is shared. */
export interface SampleAccess {
  readonly principals: readonly ReportedPrincipal[];
  readonly grants: readonly ReportedGrant[];
  readonly statements: readonly string[];
  /** The places of the grants by their names. */
  readonly places: ReadonlyMap<string, number>;
}

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const PUSH = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];
const { ADMINISTER, DELETE, PULL: PULLS, PUSH: PUSHES } = AccessClass;
const ORGANIZATION = 'the organization of the principal is o-a1b2c3d4e5';

/** The access of teams, and the texts of hostile names among the principals. */
export function sampleAccess(teams: readonly string[], hostile: readonly string[]): SampleAccess {
  const principals: ReportedPrincipal[] = [];
  const grants: ReportedGrant[] = [];
  const statements: string[] = [];
  const places = new Map<string, number>();
  const add = (
    name: string,
    principal: ReportedPrincipal,
    classes: readonly AccessClass[],
    actions: readonly string[],
    more: { isDeny?: boolean; condition?: string; conditions?: unknown } = {},
  ) => {
    const { isDeny = false, condition, conditions } = more;
    let place = principals.findIndex((each) => each.name === principal.name);
    if (place < 0) place = principals.push(principal) - 1;
    const Effect = isDeny ? 'Deny' : 'Allow';
    const Principal = principal.name === '*' ? '*' : { AWS: principal.name };
    const statement = { Sid: name, Effect, Principal, Action: actions, Condition: conditions };
    const index = statements.push(JSON.stringify(statement, undefined, 2)) - 1;
    const grant = { principal: place, isDeny, classes, ...(condition && { condition }), statement: index };
    places.set(name, grants.push(grant) - 1);
  };
  const everybody = { name: '*', relation: PrincipalRelation.EVERYBODY };
  const known = account('222222222222', PrincipalRelation.KNOWN);
  const partner = account('444444444444', PrincipalRelation.OUTSIDE);
  const lambda = { name: 'lambda.amazonaws.com', relation: PrincipalRelation.SERVICE };
  add('Open', everybody, [PULLS], PULL);
  add(
    'Organization',
    { ...everybody, name: '* of o-a1b2c3d4e5', relation: PrincipalRelation.ORGANIZATION },
    [PULLS],
    PULL,
    {
      condition: ORGANIZATION,
      conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  );
  add('KeepImages', everybody, [DELETE], ['ecr:BatchDeleteImage', 'ecr:DeleteRepository'], {
    isDeny: true,
    condition: 'the principal is not arn:aws:iam::111111111111:role/registry-admin',
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/registry-admin' } },
  });
  add('Partner', partner, [PULLS], PULL);
  add('PartnerPush', partner, [PUSHES, PULLS], [...PULL, ...PUSH]);
  add('Workloads', known, [PULLS], PULL);
  add('Admin', known, [ADMINISTER, DELETE, PUSHES, PULLS], ['ecr:*']);
  add('Lambda', lambda, [PULLS], PULL.slice(1), {
    condition: 'the source is a function of 111111111111',
    conditions: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:111111111111:function:*' } },
  });
  add('Replicate', known, [PUSHES], ['ecr:CreateRepository', 'ecr:ReplicateImage']);
  for (const team of teams) {
    add(`${team}-deploy`, role(`${team}-deploy`), [PULLS], PULL);
    add(`${team}-build`, role(`${team}-build`), [PUSHES, PULLS], [...PULL, ...PUSH]);
  }
  hostile.forEach((name, i) => {
    const relation = PrincipalRelation.OUTSIDE;
    add(`hostile-${i}`, { name, relation, account: '555555555555' }, [PULLS], [name], { condition: name });
  });
  return { principals, grants, statements, places };
}

function account(id: string, relation: PrincipalRelation): ReportedPrincipal {
  return { name: `arn:aws:iam::${id}:root`, relation, account: id };
}

function role(name: string): ReportedPrincipal {
  return { name: `arn:aws:iam::111111111111:role/${name}`, relation: PrincipalRelation.OWN, account: '111111111111' };
}
