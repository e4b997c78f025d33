"""Messages as they come in: reports of several makers, automatic answers, and people's letters."""

RECEIVED = "Received: from mx.example by remiss.example; Thu, 14 Feb 2036 09:02:11 +0100"


def dsn(
    returns_to: str, *, action="failed", status="5.1.1", said="550 5.1.1 No such user"
) -> bytes:
    """A report as RFC 3464 has it, with the headers of the e-mail that it is about."""
    return f"""Return-Path: <>
{RECEIVED}
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {returns_to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; registrator@umea.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--part
Content-Type: text/rfc822-headers

Return-Path: <{returns_to}>
Subject: Svara senast
To: registrator@umea.example

--part--
""".encode()


def plain(returns_to: str, text: str, subject="failure notice") -> bytes:
    """A report as older servers write it: for people alone."""
    return f"""Return-Path: <>
{RECEIVED}
From: MAILER-DAEMON@mx.example
To: {returns_to}
Subject: {subject}

{text}
""".encode()


def complaint(returns_to: str) -> bytes:
    """A feedback report as RFC 5965 has it."""
    return f"""From: feedback@provider.example
{RECEIVED}
To: abuse@remiss.example
Subject: FW: Svara senast
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="part"

--part
Content-Type: text/plain

This is an e-mail abuse report.
--part
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1.0
Version: 1
Original-Mail-From: <{returns_to}>

--part
Content-Type: message/rfc822

From: remiss@region.example
Subject: Svara senast

Text.
--part--
""".encode()


def away(returns_to: str, headers="Auto-Submitted: auto-replied", subject="SV: Svara") -> bytes:
    """An answer by a machine for someone who is away."""
    return f"""{headers}
{RECEIVED}
From: registrator@umea.example
To: {returns_to}
Subject: {subject}

Jag är tillbaka den 3 mars.
""".encode()


def letter(message_id: str, headers="") -> bytes:
    """What a person answers, with a file."""
    return f"""{headers}From: Diariet <diariet@umea.example>
{RECEIVED}
To: remiss@region.example
Subject: =?utf-8?q?Svar_fr=C3=A5n_Ume=C3=A5?=
In-Reply-To: {message_id}
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

Här är vårt svar.
--part
Content-Type: application/pdf
Content-Disposition: attachment; filename="svar.pdf"

%PDF-1.7
--part--
""".replace("\n\n\n", "\n\n").encode()
