#include "protocol/rtc/sdp.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include <fmt/core.h>

namespace mockcall::rtc {
namespace {

constexpr std::size_t kMostLines = 2'000;
constexpr std::size_t kMostSections = 16;
constexpr std::size_t kLongestToken = 256;

std::unexpected<Error> bad(std::string problem) { return fail_validation("sdp", std::move(problem)); }

std::string_view next_word(std::string_view& text) {
    const auto end = text.find(' ');
    const std::string_view word = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    return word;
}

std::optional<int> number(std::string_view text, int low, int high) {
    int n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc{} || end != text.data() + text.size() || n < low || n > high)
        return std::nullopt;
    return n;
}

/// One section's lines, or the session's, as far as they matter.
struct Lines {
    OfferedSection section;
    int port = 9;
    std::string ufrag, password, fingerprint, setup;
    std::optional<Direction> direction;
    std::optional<int> opus;
    bool rtcp_mux = false;
    std::vector<Address> candidates;
};

std::string hex_of(std::string_view with_colons) {
    std::string hex;
    for (const char c : with_colons)
        if (c != ':')
            hex += static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c);
    const bool right = hex.size() == 64 && hex.find_first_not_of("0123456789abcdef") == std::string::npos;
    return right ? hex : std::string{};
}

std::string with_colons(std::string_view hex) {
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        out += i == 0 ? "" : ":";
        for (const char c : hex.substr(i, 2))
            out += static_cast<char>(c >= 'a' && c <= 'f' ? c - 'a' + 'A' : c);
    }
    return out;
}

bool same_word(std::string_view a, std::string_view lower) {
    return std::ranges::equal(a, lower, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

void read_fingerprint(Lines& lines, std::string_view value) {
    if (same_word(next_word(value), "sha-256") && lines.fingerprint.empty())
        lines.fingerprint = hex_of(value);
}

void read_rtpmap(Lines& lines, std::string_view value) {
    const auto type = number(next_word(value), 0, 127);
    if (type && !lines.opus && same_word(value, "opus/48000/2"))
        lines.opus = type;
}

/// Names that are not addresses (mDNS) and other transports are passed over: a lite agent learns addresses from checks.
void read_candidate(Lines& lines, std::string_view value) {
    next_word(value);
    const std::string_view component = next_word(value);
    const std::string_view transport = next_word(value);
    next_word(value);
    const std::string_view ip = next_word(value);
    const auto port = number(next_word(value), 1, 65535);
    if (component != "1" || !same_word(transport, "udp") || !port || lines.candidates.size() >= kMostSections)
        return;
    if (const auto address = parse_ip(ip, static_cast<std::uint16_t>(*port)))
        lines.candidates.push_back(*address);
}

void read_attribute(Lines& lines, std::string_view text, std::string_view& bundle) {
    const auto colon = text.find(':');
    const std::string_view name = text.substr(0, colon);
    const std::string_view value = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    if (name == "ice-ufrag")
        lines.ufrag = value.substr(0, kLongestToken);
    else if (name == "ice-pwd")
        lines.password = value.substr(0, kLongestToken);
    else if (name == "fingerprint")
        read_fingerprint(lines, value);
    else if (name == "setup")
        lines.setup = value;
    else if (name == "mid")
        lines.section.mid = value.substr(0, kLongestToken);
    else if (name == "rtcp-mux")
        lines.rtcp_mux = true;
    else if (name == "rtpmap")
        read_rtpmap(lines, value);
    else if (name == "candidate")
        read_candidate(lines, value);
    else if (name == "group" && value.starts_with("BUNDLE "))
        bundle = value.substr(7);
    else if (const std::map<std::string_view, Direction> directions{{"sendrecv", Direction::SendRecv},
                                                                    {"sendonly", Direction::SendOnly},
                                                                    {"recvonly", Direction::RecvOnly},
                                                                    {"inactive", Direction::Inactive}};
             directions.contains(name))
        lines.direction = directions.at(name);
}

bool read_section(Lines& lines, std::string_view value) {
    lines.section.kind = next_word(value).substr(0, kLongestToken);
    const auto port = number(next_word(value), 0, 65535);
    lines.section.protocol = next_word(value).substr(0, kLongestToken);
    lines.section.formats = value.substr(0, 4 * kLongestToken);
    if (!port || lines.section.protocol.empty() || lines.section.formats.empty())
        return false;
    lines.port = *port;
    return true;
}

struct Read {
    Lines session;
    std::vector<Lines> sections;
    std::string_view bundle;
    std::string origin;
};

Result<Read> read(std::string_view sdp) {
    Read out;
    std::size_t count = 0;
    if (!sdp.starts_with("v=0"))
        return bad("must begin with v=0");
    while (!sdp.empty()) {
        const auto end = sdp.find('\n');
        std::string_view line = sdp.substr(0, end);
        sdp = end == std::string_view::npos ? std::string_view{} : sdp.substr(end + 1);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;
        if (++count > kMostLines || line.size() < 2 || line[1] != '=')
            return bad("is no session description");
        if (line[0] == 'm') {
            if (out.sections.size() >= kMostSections)
                return bad("has too many media sections");
            if (!read_section(out.sections.emplace_back(), line.substr(2)))
                return bad("has a media section that is none");
        } else if (line[0] == 'o') {
            std::string_view rest = line.substr(2);
            next_word(rest);
            out.origin = next_word(rest).substr(0, kLongestToken);
        } else if (line[0] == 'a') {
            Lines& lines = out.sections.empty() ? out.session : out.sections.back();
            std::string_view none;
            read_attribute(lines, line.substr(2), out.sections.empty() ? out.bundle : none);
        }
    }
    return out;
}

bool in_bundle(std::string_view bundle, std::string_view mid) {
    while (!bundle.empty())
        if (next_word(bundle) == mid)
            return true;
    return false;
}

bool takes(const Lines& lines) {
    return lines.section.kind == "audio" && lines.port != 0 && lines.opus &&
           lines.section.protocol.ends_with("TLS/RTP/SAVPF");
}

const std::string& own_or(const std::string& own, const std::string& common) { return own.empty() ? common : own; }

std::string_view reverse_of(Direction d) {
    switch (d) {
        case Direction::SendRecv: return "sendrecv";
        case Direction::SendOnly: return "recvonly";
        case Direction::RecvOnly: return "sendonly";
        case Direction::Inactive: break;
    }
    return "inactive";
}

std::string transport_lines(const IceCredentials& ice, const std::string& fingerprint, std::string_view setup) {
    return fmt::format("a=ice-ufrag:{}\r\na=ice-pwd:{}\r\na=fingerprint:sha-256 {}\r\na=setup:{}\r\n", ice.ufrag,
                       ice.password, with_colons(fingerprint), setup);
}

std::string connection(const Address& a) { return fmt::format("IN {} {}", a.is_v4() ? "IP4" : "IP6", ip_text(a)); }

std::string audio_answer(const Offer& offer, const AnswerParts& ours) {
    const Address first = ours.addresses.empty() ? *parse_ip("0.0.0.0", 9) : ours.addresses.front();
    std::string s = fmt::format("m=audio {} {} {}\r\nc={}\r\n", first.port, offer.sections[offer.audio].protocol,
                                offer.opus, connection(first));
    s += transport_lines(ours.ice, ours.fingerprint, "passive");
    if (!offer.sections[offer.audio].mid.empty())
        s += fmt::format("a=mid:{}\r\n", offer.sections[offer.audio].mid);
    s += fmt::format("a={}\r\na=rtcp-mux\r\n", reverse_of(offer.direction));
    s +=
        fmt::format("a=rtpmap:{0} opus/48000/2\r\na=fmtp:{0} minptime=10;useinbandfec=1\r\na=ptime:20\r\n", offer.opus);
    if (offer.direction != Direction::SendOnly && offer.direction != Direction::Inactive)
        s += fmt::format(
            "a=msid:customer customer-voice\r\na=ssrc:{0} cname:{1}\r\na=ssrc:{0} msid:customer customer-voice\r\n",
            ours.ssrc, ours.cname);
    for (std::size_t i = 0; i < ours.addresses.size(); ++i)
        s += fmt::format("a={}\r\n", candidate_line(ours.addresses[i], i));
    return s + "a=end-of-candidates\r\n";
}

}  // namespace

Result<Offer> parse_offer(std::string_view sdp) {
    const auto lines = read(sdp);
    if (!lines)
        return std::unexpected(lines.error());
    const auto audio = std::ranges::find_if(lines->sections, takes);
    if (audio == lines->sections.end())
        return bad("has no audio section with Opus");
    Offer offer;
    for (const Lines& l : lines->sections)
        offer.sections.push_back(l.section);
    offer.audio = static_cast<std::size_t>(audio - lines->sections.begin());
    offer.opus = *audio->opus;
    offer.direction = audio->direction.value_or(lines->session.direction.value_or(Direction::SendRecv));
    offer.ice = {own_or(audio->ufrag, lines->session.ufrag), own_or(audio->password, lines->session.password)};
    offer.fingerprint = own_or(audio->fingerprint, lines->session.fingerprint);
    offer.origin = lines->origin;
    offer.bundled = in_bundle(lines->bundle, audio->section.mid);
    if (offer.ice.ufrag.size() < 4 || offer.ice.password.size() < 22)
        return bad("has no ICE credentials");
    if (offer.fingerprint.empty())
        return bad("has no SHA-256 fingerprint");
    const std::string& setup = own_or(audio->setup, lines->session.setup);
    if (setup != "actpass" && setup != "active")
        return bad("must offer setup:actpass or setup:active");
    if (!audio->rtcp_mux)
        return bad("must offer rtcp-mux");
    return offer;
}

std::string make_answer(const Offer& offer, const AnswerParts& ours) {
    std::string s =
        fmt::format("v=0\r\no=- {} {} IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=ice-lite\r\n", ours.session, ours.version);
    if (offer.bundled)
        s += fmt::format("a=group:BUNDLE {}\r\n", offer.sections[offer.audio].mid);
    s += "a=msid-semantic: WMS customer\r\n";
    for (std::size_t i = 0; i < offer.sections.size(); ++i) {
        const OfferedSection& section = offer.sections[i];
        if (i == offer.audio) {
            s += audio_answer(offer, ours);
            continue;
        }
        s += fmt::format("m={} 0 {} {}\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n", section.kind, section.protocol,
                         section.formats);
        if (!section.mid.empty())
            s += fmt::format("a=mid:{}\r\n", section.mid);
    }
    return s;
}

std::string candidate_line(const Address& address, std::size_t index) {
    // RFC 8445, section 5.1.2.1: type preference 126 (host), component 1; those announced first are preferred.
    const auto priority =
        (126U << 24) | ((65535U - static_cast<unsigned>(std::min<std::size_t>(index, 1000))) << 8) | 255U;
    return fmt::format("candidate:{} 1 udp {} {} {} typ host", index + 1, priority, ip_text(address), address.port);
}

std::string make_offer(const OfferParts& ours) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
           "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n" +
           transport_lines(ours.ice, ours.fingerprint, "actpass") +
           fmt::format(
               "a=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\n"
               "a=fmtp:111 minptime=10;useinbandfec=1\r\na=ssrc:{} cname:agent\r\n",
               ours.ssrc);
}

Result<Answer> parse_answer(std::string_view sdp) {
    const auto lines = read(sdp);
    if (!lines)
        return std::unexpected(lines.error());
    const auto audio = std::ranges::find_if(lines->sections, takes);
    if (audio == lines->sections.end())
        return bad("takes no audio with Opus");
    Answer answer{{own_or(audio->ufrag, lines->session.ufrag), own_or(audio->password, lines->session.password)},
                  own_or(audio->fingerprint, lines->session.fingerprint),
                  audio->candidates};
    if (answer.ice.ufrag.empty() || answer.ice.password.empty() || answer.fingerprint.empty())
        return bad("has no ICE credentials or no fingerprint");
    return answer;
}

}  // namespace mockcall::rtc
