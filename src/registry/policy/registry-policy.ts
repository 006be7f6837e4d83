import { Lazy, Stack } from 'aws-cdk-lib';
import type { IResolveContext } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Dependable } from 'constructs';
import type { IDependable } from 'constructs';
import { acknowledgeOpenness, contextOf } from '../../access/review-statement';
import { AppConstructs } from '../../core/app-constructs';
import { canonical, textOf } from '../../core/comparable-content';
import { jsonWithHoles } from '../../core/json-with-holes';
import { review } from '../../core/review';
import { Contributions } from '../contributions';
import { checkPolicyLength } from './policy-length';
import { checkRegistryStatement } from './registry-policy-checks';
import { RegistryPolicyStatement } from './registry-policy-statement';
import { refuse } from '../../ecr/mistakes/refuse';
import { mistakesInStatement } from '../../ecr/mistakes/statements/statement';
import { limitsCreation, registryStatementName } from '../../ecr/policy/registry-statement';
import type { RegistryStatementJson } from '../../ecr/policy/registry-statement';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import { ResourceType } from '../../ecr/resource-type';
import { InvalidInputError } from '../../text/errors';
import { checkValue } from '../../text/kinds';
import { byKey } from '../../text/lists';
import type { RegistryCore } from '../registry-core';
import { settingId } from '../setting-id';

interface Entry {
  readonly json: RegistryStatementJson;
  /** The same for equal statements, with the Sid first. */
  readonly content: string;
}

/** The policy of a registry: a set of statements. */
export class RegistryPolicy {
  /** The policy when the app is synthesized; undefined if it has no statement. */
  public readonly dependable: IDependable = {};
  private readonly entries: Contributions<Entry>;
  private readonly contentBySid = new Map<string, string>();
  private readonly deferred: ((constructsOf: () => AppConstructs) => RegistryPolicyStatement)[] = [];
  private resource?: ecr.CfnRegistryPolicy;

  public constructor(private readonly registry: RegistryCore) {
    this.entries = new Contributions(registry._period, ({ content }) => content);
    const roots = () => (this.resource ? [this.resource] : []);
    Dependable.implement(this.dependable, {
      get dependencyRoots() {
        return roots();
      },
    });
  }

  /**
   * Whether a statement says who may create repositories by a push. An Allow only gives the permission; but who writes
   * it has thought of it.
   */
  public get limitsCreation(): boolean {
    return this.entries.sorted.some(({ json }) => limitsCreation(json));
  }

  public add(statement: RegistryPolicyStatement): void {
    const api = 'Registry.addToPolicy';
    checkValue({ scope: this.registry, api, property: 'statement' }, statement, RegistryPolicyStatement);
    const { json, content } = this.entryOf(statement);
    const place = { api: 'Registry.addToPolicy', property: `${registryStatementName(json)} of the registry policy` };
    const context = {
      ...contextOf(ResourceType.REGISTRY_POLICY, this.registry.env),
      inspectorScans: this.registry.scanning?.type === RegistryScanType.ENHANCED,
    };
    const mistakes = [...mistakesInStatement(jsonWithHoles(this.registry, json), context)];
    refuse({ scope: this.registry, ...place }, mistakes);
    const sid = textOf(this.registry, json.Sid ?? '');
    if (sid !== '') this.enterSid(sid, content);
    this.entries.add({ json, content }, `policy ${registryStatementName(json)}`);
    this.resource ??= this.create();
    review(this.resource, place, mistakes);
    acknowledgeOpenness(this.resource, json);
  }

  /** Adds a typed statement whose content only the complete app knows. */
  public addDeferred(statement: (constructsOf: () => AppConstructs) => RegistryPolicyStatement, what: string): void {
    this.registry._period.check(what);
    this.deferred.push(statement);
    this.resource ??= this.create();
  }

  private entryOf(statement: RegistryPolicyStatement): Entry {
    const { registry } = this;
    const json = canonical(registry, statement._render(registry).toStatementJson()) as RegistryStatementJson;
    checkRegistryStatement(registry, json);
    return { json, content: `${textOf(registry, json.Sid ?? '')}\n${textOf(registry, json)}` };
  }

  /** All statements in canonical order. */
  private statements(constructsOf: () => AppConstructs): RegistryStatementJson[] {
    const deferred = this.deferred.map((statement) => this.entryOf(statement(constructsOf)));
    const entries = [...this.entries.sorted, ...deferred];
    const byContent = new Map(entries.map(({ json, content }) => [content, json]));
    return [...byContent].sort(byKey).map(([, json]) => json);
  }

  /** Throws if another statement has the Sid. */
  private enterSid(sid: string, content: string): void {
    if ((this.contentBySid.get(sid) ?? content) !== content) {
      throw new InvalidInputError({
        scope: this.registry,
        api: 'Registry.addToPolicy',
        property: 'sid',
        found: sid,
        must: 'be that of one statement, and another one with different content has it already',
        remedy: 'give the statement another sid, or leave it out',
      });
    }
    this.contentBySid.set(sid, content);
  }

  private create(): ecr.CfnRegistryPolicy {
    const { registry } = this;
    const resource = new ecr.CfnRegistryPolicy(registry, 'Policy', {
      policyText: Lazy.uncachedAny({ produce: (context) => this.render(context) }),
    });
    registry._own(resource, {
      logicalId: settingId('RegistryPolicy'),
    });
    registry.node.addValidation({
      validate: () =>
        checkPolicyLength(
          registry,
          this.statements(() => AppConstructs.validating(registry)).map((json) => ({
            name: registryStatementName(json),
            json: Stack.of(registry).resolve(json),
          })),
        ),
    });
    return resource;
  }

  private render(context: IResolveContext): object {
    const constructsOf = () => AppConstructs.resolving(this.registry, this, context);
    return { Version: '2012-10-17', Statement: this.statements(constructsOf) };
  }
}
