import type { EcrRule } from '../ecr-rule';

/** The effect of a change of code on the resource that it is about, when CloudFormation deploys it. */
export enum ChangeEffect {
  /** No resource changes. */
  NOTHING = 'nothing',
  /** CloudFormation changes the resource in place. */
  UPDATED = 'updated in place',
  /** CloudFormation creates a new resource, and the old one stays outside of the stack. */
  LEFT_BEHIND = 'a new one is created, the old one is left behind',
  /** CloudFormation creates a new resource, and deletes the old one. */
  EXCHANGED = 'a new one is created, the old one is deleted',
  /** The deployment fails, because a resource with the same name or prefix exists. Nothing is lost. */
  FAILS = 'the deployment fails, because the name is taken',
  /** The resource stays as it is, outside of the stack. */
  ORPHANED = 'stays in force, outside of the stack',
  /** CloudFormation deletes the resource. */
  DELETED = 'deleted',
}

/** A change of code that could lose or orphan something. */
export interface Change {
  /** The change as its author sees it. */
  readonly change: string;
  /** The CloudFormation type of the resource that the row is about. */
  readonly type: string;
  readonly effect: ChangeEffect;
  /** Further effects, or the loss. A whole sentence. */
  readonly consequence?: string;
  /** The warning of the library that announces it. Without one, only the change set does. */
  readonly announcedBy?: EcrRule;
  /** How to do it safely, as an imperative. */
  readonly safely: string;
}
