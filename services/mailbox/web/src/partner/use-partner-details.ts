import { skipToken, useQuery } from '@tanstack/react-query';
import type { Message, PartnerDetails } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useServices } from '../services.ts';

/** What a partner's message says, opened (and audited) once while it is open; what went on isn't here any more. */
export const usePartnerDetails = ({ id, handling }: Message) => {
  const { api } = useServices();
  return useQuery<PartnerDetails>({
    queryKey: keys.partnerDetails(id),
    queryFn: handling.state === 'forwarded' ? skipToken : () => api.partnerDetails(id),
    staleTime: 'static',
    gcTime: 0,
  });
};
