import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import type { OwningStack } from './format';
import type { Refusals } from './refusals';
import { InvalidInputError } from '../../../src/text/errors';
import type { Json } from '../../../src/text/json';
import { parseTemplate } from '../check/template-file';

/** Reads the templates of stacks, as they are deployed. */
export class DeployedTemplates {
  public constructor(
    private readonly client: CloudFormationClient,
    private readonly refusals: Refusals,
  ) {}

  /** The template of a stack after its transforms; `undefined` if AWS refuses it. */
  public async of({ stackName, stackId }: OwningStack): Promise<Json | undefined> {
    const command = new GetTemplateCommand({ StackName: stackId ?? stackName, TemplateStage: 'Processed' });
    const answer = await this.refusals.ask(async () => this.client.send(command), { of: stackName });
    const { TemplateBody: body } = answer ?? {};
    if (body === undefined) return undefined;
    try {
      return parseTemplate(`the template of ${stackName}`, body) as Json;
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      // What one stack has deployed does not keep the rest from being read.
      this.refusals.add({
        action: 'cloudformation:GetTemplate',
        of: stackName,
        code: 'NotReadable',
        message: error.message,
      });
      return undefined;
    }
  }
}
