import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ConstructLedger } from '../../core/app-ledger';
import { l1Of } from '../../core/l1-of';
import { review } from '../../core/review';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInKeyOfRetained } from '../../ecr/mistakes/keys';

/** A KMS key has at most 50,000 grants, and ECR makes two for each repository; this leaves a fifth for others. */
const MAX_REPOSITORIES = 20_000;

/** Counts by construct: an imported key counts once for each import, as an app knows no more. */
const uses = new ConstructLedger<kms.IKeyRef, number>();

/** Counts a repository on its key, and warns when the key comes near its quota of grants. The CDK drops repetitions. */
export function countKeyUse(key: kms.IKeyRef): void {
  const count = (uses.get(key) ?? 0) + 1;
  uses.set(key, count);
  if (count <= MAX_REPOSITORIES) return;
  warn(
    key,
    EcrRule.KEY_GRANTS,
    `more than ${MAX_REPOSITORIES} repositories are encrypted with this key; Amazon ECR creates two grants for each, ` +
      'and a key has at most 50,000: give some repositories another key, e.g. by declaring them in another stack',
  );
}

/** Refuses a key of the app that cannot encrypt images, and warns of one that is lost before its repository. */
export function reviewKey(key: kms.IKeyRef, repository: ecr.CfnRepository): void {
  const resource = l1Of(kms.CfnKey, key);
  if (!resource || !repository.cfnOptions.deletionPolicy?.startsWith('Retain')) return;
  const { keySpec, enabled, cfnOptions } = resource;
  const place = { api: 'RepositoryEncryption', property: 'key' };
  review(key, place, mistakesInKeyOfRetained({ keySpec, enabled, deletionPolicy: cfnOptions.deletionPolicy }));
}
