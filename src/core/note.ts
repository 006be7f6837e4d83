import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { NAMESPACE } from '../ecr/decisions/decisions';
import { visible } from '../text/visible';

/** Tells the user something about a construct that needs no decision. */
export function note(scope: IConstruct, id: string, message: string): void {
  Annotations.of(scope).addInfoV2(`${NAMESPACE}:${id}`, visible(message));
}
