import { AccessClass } from '../../../src/ecr/policy/access-class';
import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { Tone } from '../shared/tone';

const OPEN: readonly PrincipalRelation[] = [PrincipalRelation.EVERYBODY, PrincipalRelation.OUTSIDE];
const READS: readonly AccessClass[] = [AccessClass.PULL, AccessClass.READ];

/** How a class of access looks for a principal. */
export function classTone(access: AccessClass, relation: PrincipalRelation): Tone {
  if (OPEN.includes(relation)) return 'bad';
  return READS.includes(access) ? 'plain' : 'warn';
}
