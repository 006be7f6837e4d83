import type { Choice } from './choice';
import { visible } from '../../../src/text/visible';

interface ChoiceFieldProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  onChoose(value: string): void;
}

/** A field with one of some choices. */
export function ChoiceField({ label, value, choices, onChoose }: ChoiceFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {visible(text)}
          </option>
        ))}
      </select>
    </label>
  );
}
