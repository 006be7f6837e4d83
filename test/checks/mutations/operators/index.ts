import { ACCESS_OPERATORS } from './access';
import { CONSUMER_OPERATORS } from './consumers';
import { ENDPOINT_OPERATORS } from './endpoints';
import { REGISTRY_OPERATORS } from './registry';
import { REPOSITORY_OPERATORS } from './repository';
import { REQUIREMENT_OPERATORS } from './requirements';
import { SURROUNDING_OPERATORS } from './surroundings';
import type { Operator } from '../operator';

/** All operators. Each rule of `EcrChecks` has at least one. */
export const OPERATORS: readonly Operator[] = [
  ...REPOSITORY_OPERATORS,
  ...ACCESS_OPERATORS,
  ...REGISTRY_OPERATORS,
  ...SURROUNDING_OPERATORS,
  ...REQUIREMENT_OPERATORS,
  ...CONSUMER_OPERATORS,
  ...ENDPOINT_OPERATORS,
];
