import type { InjectionContext } from 'aws-cdk-lib';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';

/** Warns at the scope, as there is no construct yet. */
export function warnOfEncryption({ scope, id }: InjectionContext): void {
  warn(
    scope,
    EcrRule.ENCRYPTION_STAYS,
    `${id}: a default asks for another encryption, which would replace a deployed repository and leave its images behind, ` +
      'and is not applied: set `replaceRepositories` where no repository is deployed yet, or give this one its ' +
      '`encryption`',
  );
}
