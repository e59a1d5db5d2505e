import { sendingResolutions } from '@kuvert/shared/sending/limits';
import { Label, RadioGroup, Text } from 'react-aria-components';
import { useComposeWords } from './compose-words.ts';
import { OptionChoices } from './options.tsx';
import { useComposition, useWriting } from './use-composition.ts';
import type { Written } from './written.ts';

/** How finely the pages are drawn. */
export const Sharpness = () => {
  const compose = useComposeWords();
  const { writer } = useComposition();
  const { resolution } = useWriting().written;
  return (
    <RadioGroup
      className="field"
      value={resolution}
      orientation="horizontal"
      // The group offers these resolutions and no others.
      onChange={(chosen) => writer.write({ resolution: chosen as Written['resolution'] })}
    >
      <Label className="field__label">{compose.resolution}</Label>
      <div className="options">
        <OptionChoices
          options={sendingResolutions.map((value) => ({ value, word: compose.resolutions[value] }))}
        />
      </div>
      <Text slot="description" className="field__hint">
        {compose.resolutionHints[resolution]}
      </Text>
    </RadioGroup>
  );
};
