import { AccessClass } from '../../../src/ecr/policy/access-class';

/** Classes of access, the gravest first. */
export const BY_GRAVITY: readonly AccessClass[] = [
  AccessClass.ADMINISTER,
  AccessClass.DELETE,
  AccessClass.PUSH,
  AccessClass.PULL,
  AccessClass.READ,
];

/** The gravest of some classes; `undefined` if there are none. */
export function gravestOf(classes: ReadonlySet<AccessClass>): AccessClass | undefined {
  return BY_GRAVITY.find((each) => classes.has(each));
}
