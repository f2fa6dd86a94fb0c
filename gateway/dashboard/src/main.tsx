import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/nav.css";
import "./styles/parts.css";
import "./styles/why.css";
import "./styles/today.css";
import "./styles/timeline.css";
import "./styles/experiments.css";
import "./styles/hypotheses.css";
import "./styles/knowledge.css";
import "./styles/ask.css";
import "./styles/live.css";
import "./styles/settings.css";
import { render } from "preact";

import { follow } from "./api/live";
import { connection, start } from "./api/socket";
import { App } from "./app/app";
import { followAddress } from "./app/route";
import { keepSettings } from "./app/settings";

keepSettings();
followAddress();
follow(() => connection.get().past);
start();
render(<App />, document.getElementById("app")!);
