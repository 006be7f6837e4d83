import * as fs from 'node:fs';
import * as path from 'node:path';
// The same copy as the app's `aws-cdk-lib`, by the redirect; the floor's types do not have the plugin.
import type { App, IPolicyValidationContext, PolicyValidationPluginReport } from 'aws-cdk-lib-newest';
import { CloudFormationValidatePlugin, Validations } from 'aws-cdk-lib-newest';
import { isAssertionStack, nestedTemplatesOf } from './assembly';
import type { ValidationResult } from './builtin-validation';
import { finish, loadApp } from './load-app';

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly ruleName: string;
      readonly description: string;
      readonly violatingConstructs: readonly {
        readonly constructPath?: string;
        readonly cloudFormationResource?: { readonly templatePath?: string; readonly logicalId?: string };
      }[];
    }[];
  }[];
}

/**
 * Takes the place of the instance that aws-cdk-lib registers by itself. That one leaves nested stacks out, and when it finds
 * nothing the report is empty, as if it had not run.
 */
class RecordingPlugin extends CloudFormationValidatePlugin {
  public templates?: number;

  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const stackTemplates = context.stackTemplates
      .flatMap((stack) => [
        stack,
        ...nestedTemplatesOf(stack.templatePath).map((templatePath) => ({ ...stack, templatePath })),
      ])
      .filter(({ templatePath }) => !isAssertionStack(templatePath));
    const report = super.validate({ ...context, stackTemplates });
    this.templates = stackTemplates.length;
    return report;
  }
}

const app = loadApp() as unknown as App;
const plugin = new RecordingPlugin();
Validations.of(app).addPlugins(plugin);

try {
  // An app file usually synthesizes by itself, before the plugin is there.
  app.synth({ force: true });
} catch (error) {
  // The report tells of a failed validation. An error that ended the synthesis earlier is a failure of its own.
  if (plugin.templates === undefined) {
    throw error;
  }
}
if (plugin.templates === undefined) {
  throw new Error('the validation did not run');
}

const report = JSON.parse(fs.readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8')) as ValidationReport;
const findings = report.pluginReports
  .filter(({ pluginName }) => pluginName === plugin.name)
  .flatMap(({ violations }) => violations)
  .flatMap(({ ruleName, description, violatingConstructs }) =>
    violatingConstructs.map(({ constructPath, cloudFormationResource }) => ({
      template: cloudFormationResource?.templatePath ?? '',
      resource: constructPath ?? cloudFormationResource?.logicalId ?? '',
      rule: ruleName,
      message: description,
    })),
  );
finish({ templates: plugin.templates, findings } satisfies ValidationResult);
