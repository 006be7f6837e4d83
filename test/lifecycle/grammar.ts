/**
 * An independent check of lifecycle policy texts, written from AWS's description of the grammar.
 * It shares no code with src, so that a mistake there cannot hide here.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function violations(text: string): string[] {
  const found: string[] = [];
  const check = (ok: boolean, violation: string) => {
    if (!ok) found.push(violation);
  };
  check(text.length >= 100 && text.length <= 30720, 'text length');
  const policy = JSON.parse(text);
  check(same(Object.keys(policy), ['rules']), 'policy properties');
  check(policy.rules.length >= 1 && policy.rules.length <= 50, 'number of rules');

  for (const rule of policy.rules) {
    const { selection, action } = rule;
    check(positive(rule.rulePriority), 'rulePriority');
    check(!('description' in rule) || typeof rule.description === 'string', 'description');
    check(subset(rule, ['rulePriority', 'description', 'selection', 'action']), 'rule properties');
    const lists = ['tagPatternList', 'tagPrefixList'];
    check(
      subset(selection, ['tagStatus', ...lists, 'storageClass', 'countType', 'countUnit', 'countNumber']),
      'selection properties',
    );
    check(subset(action, ['type', 'targetStorageClass']), 'action properties');

    check(['tagged', 'untagged', 'any'].includes(selection.tagStatus), 'tagStatus');
    const present = lists.filter((list) => list in selection);
    check(present.length === (selection.tagStatus === 'tagged' ? 1 : 0), 'tag lists');
    for (const list of present) {
      const members: unknown[] = selection[list];
      check(Array.isArray(members) && members.length > 0, 'empty list');
      check(
        members.every((member) => typeof member === 'string' && member.length > 0),
        'empty member',
      );
      if (list === 'tagPatternList') {
        check(
          members.every((member) => String(member).replace(/[^*]/g, '').length <= 4),
          'wildcards',
        );
      }
    }

    check(positive(selection.countNumber), 'countNumber');
    const storage = 'storageClass' in selection ? selection.storageClass : 'standard';
    const line = [selection.countType, selection.countUnit ?? '-', storage, action.type].join(' ');
    check(
      [
        'imageCountMoreThan - standard expire',
        'imageCountMoreThan - standard transition',
        'sinceImagePushed days standard expire',
        'sinceImagePushed days standard transition',
        'sinceImagePulled days standard transition',
        'sinceImageTransitioned days archive expire',
      ].includes(line),
      `combination ${line}`,
    );
    check(selection.countType !== 'sinceImageTransitioned' || selection.countNumber >= 90, 'archive minimum');
    check(action.targetStorageClass === (action.type === 'transition' ? 'archive' : undefined), 'targetStorageClass');
  }

  const priorities = policy.rules.map((rule: any) => rule.rulePriority);
  check(new Set(priorities).size === priorities.length, 'duplicate priorities');
  for (const storage of ['standard', 'archive']) {
    const rules = policy.rules.filter((rule: any) => (rule.selection.storageClass ?? 'standard') === storage);
    const highest = Math.max(...rules.map((rule: any) => rule.rulePriority));
    check(
      rules.every((rule: any) => rule.selection.tagStatus !== 'any' || rule.rulePriority === highest),
      `any is not last in ${storage}`,
    );
    const selections = rules.map(({ selection: s }: any) =>
      [s.tagStatus, 'tagPatternList' in s, ...(s.tagPatternList ?? s.tagPrefixList ?? []).slice().sort()].join('\n'),
    );
    check(new Set(selections).size === selections.length, `repeated selection in ${storage}`);
  }
  return found;
}

function positive(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function same(a: string[], b: string[]): boolean {
  return a.join() === b.join();
}

function subset(value: object, names: string[]): boolean {
  return Object.keys(value).every((name) => names.includes(name));
}
