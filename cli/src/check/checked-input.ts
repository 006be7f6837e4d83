import type { EcrRule } from '../../../src/ecr/ecr-rule';
import type { Acknowledgement } from '../../../src/templates/judge/acknowledgement';
import type { TemplateApp } from '../../../src/templates/template-app';
import type { TemplateResource } from '../../../src/templates/template-resource';

/** The kind of an input. */
export enum InputKind {
  APP = 'app',
  TEMPLATE = 'template',
  SNAPSHOT = 'snapshot',
}

/** A place in a file. */
export interface FilePlace {
  readonly file: string;
  /** Lines count from 1. */
  readonly line?: number;
}

/** Something that is judged: its resources, and where they are. */
export interface CheckedInput {
  readonly kind: InputKind;
  /** The name that the user gave. */
  readonly name: string;
  readonly app: TemplateApp;
  readonly acknowledgements: readonly Acknowledgement[];
  /** The rules that make no sense here, with the reason. */
  readonly leftOut: ReadonlyMap<EcrRule, string>;
  /** What could not be read, as sentences without a full stop. Rules do not judge it. */
  readonly unread: readonly string[];
  /** The place of a part of a resource. */
  placeOf(resource: TemplateResource, at: string): FilePlace;
  /** Who is responsible for a resource: a stack. */
  ownerOf(resource: TemplateResource): string | undefined;
}
