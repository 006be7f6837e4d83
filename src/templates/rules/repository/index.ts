import { CATALOG_DATA } from './catalog-data';
import { LIFECYCLE_FINDINGS } from './lifecycle-findings';
import { LIFECYCLE_GRAMMAR } from './lifecycle-grammar';
import { LIFECYCLE_POLICY } from './lifecycle-policy';
import { LIFECYCLE_PROTECTION } from './lifecycle-protection';
import { PUBLIC_REGION } from './public-region';
import { REPOSITORY_NAME } from './repository-name';
import { REPOSITORY_RETENTION } from './repository-retention';
import { REPOSITORY_SCANNING } from './repository-scanning';
import { REPOSITORY_TAGS } from './repository-tags';
import { TAG_EXCEPTIONS } from './tag-exceptions';
import { TAG_IMMUTABILITY } from './tag-immutability';
import type { Rule } from '../../rule';
import { CUSTOMER_KEY } from '../keys/customer-key';

/** Rules on repositories, and on creation templates with settings of repositories. */
export const REPOSITORY_RULES: readonly Rule[] = [
  REPOSITORY_SCANNING,
  TAG_IMMUTABILITY,
  TAG_EXCEPTIONS,
  LIFECYCLE_POLICY,
  LIFECYCLE_GRAMMAR,
  ...LIFECYCLE_FINDINGS,
  LIFECYCLE_PROTECTION,
  CUSTOMER_KEY,
  REPOSITORY_RETENTION,
  REPOSITORY_TAGS,
  REPOSITORY_NAME,
  PUBLIC_REGION,
  CATALOG_DATA,
];
