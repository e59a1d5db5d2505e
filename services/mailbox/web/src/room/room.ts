import '../styles/room.css';
import { watchNews } from './watch-news.ts';
import { sendByScript } from './send-by-script.ts';

/** What the room's pages do beyond HTML: a file that is dropped, how far it is sent, that something has come. */
const form = document.querySelector<HTMLFormElement>('#write');
if (form) sendByScript(form);
watchNews();
