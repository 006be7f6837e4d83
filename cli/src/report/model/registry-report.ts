import type { ReportedChanges } from './reported-changes';
import type { ReportedControls } from './reported-controls';
import type { ImageColumns, ReportedRepository } from './reported-repository';
import type { AccessClass } from '../../../../src/ecr/policy/access-class';
import type { InputKind } from '../../check/checked-input';

/**
 * What is and will be in registries, as data: the content of the page, of `--json`, and of the summary for a pull request.
 *
 * What many repositories share stands once, and they name it by its place in its list. All texts are for people: values
 * that only the deployment knows are written as `${…}`.
 */
export interface RegistryReport {
  readonly version: 1;
  /** The time at which lifecycle policies and ages are judged, in ISO 8601. */
  readonly time: string;
  readonly sources: readonly ReportedSource[];
  /** The first screen, in its order. */
  readonly attention: readonly Attention[];
  readonly registries: readonly ReportedRegistry[];
  readonly repositories: readonly ReportedRepository[];
  /** The lifecycle policies that repositories name. */
  readonly lifecycles: readonly ReportedLifecycle[];
  readonly principals: readonly ReportedPrincipal[];
  /** What policies of repositories and registries give to a principal, or deny. */
  readonly grants: readonly ReportedGrant[];
  /** The statements of the grants, as JSON with line breaks. */
  readonly statements: readonly string[];
  readonly controls: ReportedControls;
  /** The images by the place of their repository in `repositories`, as a key of an object. */
  readonly images: Readonly<Record<string, ImageColumns>>;
  /** What a change does, if there is a before. */
  readonly changes?: ReportedChanges;
}

/** An input of the report. */
export interface ReportedSource {
  readonly kind: InputKind;
  readonly name: string;
  /** The time when a snapshot was taken. */
  readonly time?: string;
  /** What could not be read, as sentences without a full stop. */
  readonly unread: readonly string[];
}

/** What the first screen tells, in this order. */
export enum AttentionKind {
  /** Images in use that are archived, due to go, or missing in the recovery registry. */
  IMAGES_IN_USE = 'images-in-use',
  /** Access from outside of the account. */
  OUTSIDE_ACCESS = 'outside-access',
  /** Critical findings in running images. */
  CRITICAL_FINDINGS = 'critical-findings',
  /** Differences from the baseline, by owner. */
  BASELINE = 'baseline',
  /** Bytes that nobody pulled, by owner. */
  NEVER_PULLED = 'never-pulled',
}

/** A part of the first screen. */
export interface Attention {
  readonly kind: AttentionKind;
  /** Such as "Images in use that are at risk". */
  readonly title: string;
  /** How many there are: images, principals, findings, findings, bytes. Absent if nothing could be judged. */
  readonly number?: number;
  /** The lines, the gravest first. */
  readonly items: readonly AttentionItem[];
  /** What could not be judged, each with the input that would tell, as sentences. */
  readonly unknown: readonly string[];
}

/** A line of the first screen. */
export interface AttentionItem {
  readonly text: string;
  readonly number: number;
  readonly owner?: string;
  readonly target: ReportTarget;
}

/** The sections of the page, in its order. */
export enum ReportSection {
  CHANGES = 'changes',
  ATTENTION = 'attention',
  MAP = 'map',
  REPOSITORIES = 'repositories',
  ACCESS = 'access',
  LIFECYCLE = 'lifecycle',
  CONTROLS = 'controls',
  SIZE = 'size',
}

/** Where details are. */
export interface ReportTarget {
  readonly section: ReportSection;
  /** The place of a repository in its list. Its details open. */
  readonly repository?: number;
  /** The place of a registry in its list. */
  readonly registry?: number;
  /** The place of a principal in its list. */
  readonly principal?: number;
  /** A text that filters the rows of the section: an owner, a rule or a prefix. */
  readonly filter?: string;
}

/** A registry: an account and a region, private or public. */
export interface ReportedRegistry {
  /** Such as `111111111111/eu-central-1`. Of a registry that only the deployment knows, the stack. */
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  /** Whether it is known as a destination of replication only: no input has its content. */
  readonly isOutside?: boolean;
  /** All settings in words, in the order of the AWS console: scanning, policy, replication, caches, templates, signing. */
  readonly settings: readonly ReportedSetting[];
  readonly replications: readonly ReportedReplication[];
  readonly caches: readonly ReportedCache[];
  readonly templates: readonly ReportedTemplate[];
  readonly signings: readonly ReportedSigning[];
  /** The places of the grants of its registry policy. */
  readonly grants: readonly number[];
}

/** A setting of a registry in words. */
export interface ReportedSetting {
  readonly name: string;
  /** One line each. */
  readonly lines: readonly string[];
  /** The construct or the stack that declares it. */
  readonly path?: string;
}

/** One destination of a replication rule. */
export interface ReportedReplication {
  /** The place of the destination in `registries`. */
  readonly to: number;
  /** The prefixes. It is empty for all repositories. */
  readonly prefixes: readonly string[];
}

/** A pull-through cache. */
export interface ReportedCache {
  readonly prefix: string;
  /** The host, such as `registry-1.docker.io`. */
  readonly upstream: string;
  readonly upstreamPrefix?: string;
  readonly hasCredentials: boolean;
}

/** A repository creation template. */
export interface ReportedTemplate {
  /** `ROOT` for all. */
  readonly prefix: string;
  /** Such as "replication, pull-through cache". */
  readonly appliedFor: string;
  /** What it gives, one line each. */
  readonly lines: readonly string[];
}

/** A rule of managed signing. */
export interface ReportedSigning {
  readonly filters: readonly string[];
  readonly profile: string;
}

/** A lifecycle policy. */
export interface ReportedLifecycle {
  /** The policy as JSON, for the evaluator. Absent if only the deployment knows all of it. */
  readonly json?: string;
  /** Its rules and their effect in words, one line each. */
  readonly lines: readonly string[];
}

/** The relation of a principal to the registries of the report. */
export enum PrincipalRelation {
  /** Of the account of the registry. */
  OWN = 'own',
  /** Of an account that has another registry in the report. */
  KNOWN = 'known',
  /** Of another account. */
  OUTSIDE = 'outside',
  ORGANIZATION = 'organization',
  SERVICE = 'service',
  EVERYBODY = 'everybody',
  /** It is not known who it is, or whether it is of the account of the registry: at deployment only, or no longer. */
  UNKNOWN = 'unknown',
}

/** A principal that a policy names. */
export interface ReportedPrincipal {
  /** As the policy has it, such as `arn:aws:iam::222222222222:root`, `lambda.amazonaws.com` or `*`. */
  readonly name: string;
  readonly relation: PrincipalRelation;
  readonly account?: string;
}

/** What a statement gives to a principal, or denies. */
export interface ReportedGrant {
  /** The place in `principals`. */
  readonly principal: number;
  readonly isDeny: boolean;
  /** The gravest class first: administer, delete, push, pull, read. It is empty if only the deployment knows. */
  readonly classes: readonly AccessClass[];
  /** The condition in words, after "if". */
  readonly condition?: string;
  /** The place in `statements`. */
  readonly statement: number;
}
