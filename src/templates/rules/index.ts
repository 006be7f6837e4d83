import type { Rule } from '../rule';
import { ACCESS_RULES } from './access';
import { CONSUMER_RULES } from './consumers';
import { MONITORING_RULES } from './monitoring';
import { PROPERTY_VALUE } from './property-values';
import { REGISTRY_RULES } from './registry';
import { REPOSITORY_RULES } from './repository';
import { UNKNOWN_NAME } from './unknown-name';

/** All rules, in the order in which findings are reported. */
export const RULES: readonly Rule[] = [
  ...REPOSITORY_RULES,
  ...ACCESS_RULES,
  ...CONSUMER_RULES,
  ...REGISTRY_RULES,
  ...MONITORING_RULES,
  PROPERTY_VALUE,
  UNKNOWN_NAME,
];
