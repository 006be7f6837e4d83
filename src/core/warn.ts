import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Warning } from '../ecr/warning';

/** Adds an acknowledgeable warning to the construct that causes it. */
export function warn(scope: IConstruct, id: Warning, message: string): void {
  Validations.of(scope).addWarning(id, message);
}
