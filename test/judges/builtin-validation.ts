import * as path from 'node:path';
import { ROOT, runChild } from './processes';
import type { Availability, Finding, Judge, Target } from './types';

/** What `builtin-validation-child.ts` returns. */
export interface ValidationResult {
  /** Templates that the validation has read. */
  readonly templates: number;
  readonly findings: Pick<Finding, 'template' | 'resource' | 'rule' | 'message'>[];
}

/** The CloudFormation validation that newer releases of aws-cdk-lib run at synthesis; the app runs on the newest release. */
export class BuiltinValidation implements Judge {
  public readonly name = 'builtin-validation';
  public readonly mustFind = ['W3030', 'E2533'];

  public async available(): Promise<Availability> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { version } = require('aws-cdk-lib-newest/package.json') as { version: string };
    return { version: `aws-cdk-lib ${version}` };
  }

  public async judge(target: Target): Promise<Finding[]> {
    const preloads = [path.join(ROOT, 'test/newest/redirect.js')];
    const result = (await runChild('builtin-validation-child.ts', target.app, preloads, {
      // The child registers the validation itself, after the app's own synthesis.
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify({ '@aws-cdk/core:strictCfnValidateErrors': true }),
    })) as ValidationResult;
    if (result.templates !== target.templates.length) {
      throw new Error(`the validation read ${result.templates} templates instead of ${target.templates.length}`);
    }
    return result.findings.map((finding) => ({ judge: this.name, target: target.name, ...finding }));
  }
}
