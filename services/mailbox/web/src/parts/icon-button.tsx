import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger, type ButtonProps } from 'react-aria-components';

/** A button with an icon alone; the word is its name and its tooltip. */
export const IconButton = ({
  icon: Icon,
  word,
  className = 'button button--quiet button--icon',
  ...props
}: Omit<ButtonProps, 'children' | 'className'> & {
  icon: LucideIcon;
  word: string;
  className?: string;
}) => (
  <WithTooltip word={word}>
    <Button {...props} aria-label={word} className={className}>
      <Icon className="icon" aria-hidden />
    </Button>
  </WithTooltip>
);

export const WithTooltip = ({ word, children }: { word: string; children: ReactNode }) => (
  <TooltipTrigger delay={500}>
    {children}
    <Tooltip className="tooltip" offset={6}>
      {word}
    </Tooltip>
  </TooltipTrigger>
);
